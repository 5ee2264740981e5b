package dev.latchkey.auth.passkey;

import dev.latchkey.auth.account.SecurityItem;
import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the page of somebody's security says about passkeys. */
@Component
@Order(10)
class PasskeySecurityItem implements SecurityItem {

    private final Passkeys passkeys;

    PasskeySecurityItem(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    @Override
    public List<Row> of(UUID accountId) {
        List<Passkey> all = passkeys.of(accountId);
        return List.of(
                all.isEmpty()
                        ? Row.of("passkey.title", State.PLAIN, "passkey.item.none")
                                .link(PasskeysController.NEW, "passkey.add")
                        : Row.of("passkey.title", State.GOOD, "passkey.item.some", all.size())
                                .since(all.get(0).createdAt())
                                .link(PasskeysController.PATH, "passkey.item.manage"));
    }
}
