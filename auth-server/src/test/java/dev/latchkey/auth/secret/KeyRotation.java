package dev.latchkey.auth.secret;

import dev.latchkey.auth.testing.AuthServer;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** What the server does by itself once the operator has put a new key in front. */
public final class KeyRotation {

    private KeyRotation() {}

    /** Seals the column again. Leaves alone what neither of these keys has sealed. */
    public static void to(String keys, SealedColumn column, AuthServer server) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("column", column);
        new Resealing(server.database(), SecretKeys.parse(keys), beans.getBeanProvider(SealedColumn.class)).reseal();
    }
}
