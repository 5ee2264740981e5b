package dev.latchkey.demo.testing;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A test at a browser that has never been anywhere, between two servers that know of nothing yet. */
@DemoClientTest
public abstract class BrowserTest {

    @Autowired
    protected AuthorizationServer authorizationServer;

    @Autowired
    protected NotesServer notes;

    @LocalServerPort
    protected int port;

    protected Browser browser;

    @BeforeEach
    void openBrowser() {
        authorizationServer.reset();
        notes.reset();
        browser = new Browser(port, authorizationServer);
    }
}
