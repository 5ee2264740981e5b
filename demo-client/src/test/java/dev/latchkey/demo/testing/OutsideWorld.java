package dev.latchkey.demo.testing;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the two servers around the application and tells it their addresses. */
class OutsideWorld implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final AuthorizationServer AUTHORIZATION_SERVER = new AuthorizationServer();

    static final NotesServer NOTES_SERVER = new NotesServer();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getBeanFactory().registerSingleton("authorizationServer", AUTHORIZATION_SERVER);
        context.getBeanFactory().registerSingleton("notesServer", NOTES_SERVER);
        TestPropertyValues.of(
                        "latchkey.issuer=" + AUTHORIZATION_SERVER.issuer(),
                        "latchkey.notes-url=" + NOTES_SERVER.url(),
                        "latchkey.client-id=" + AuthorizationServer.CLIENT_ID,
                        "latchkey.client-secret=" + AuthorizationServer.CLIENT_SECRET)
                .applyTo(context);
    }
}
