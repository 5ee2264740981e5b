package dev.latchkey.auth.mfa;

import dev.latchkey.auth.account.SecurityItem;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the page of somebody's security says about authenticator apps, recovery codes and trusted browsers. */
@Component
@Order(20)
class FactorSecurityItems implements SecurityItem {

    private final TotpDevices devices;
    private final RecoveryCodes recoveryCodes;
    private final TrustedDevices trustedDevices;

    FactorSecurityItems(TotpDevices devices, RecoveryCodes recoveryCodes, TrustedDevices trustedDevices) {
        this.devices = devices;
        this.recoveryCodes = recoveryCodes;
        this.trustedDevices = trustedDevices;
    }

    @Override
    public List<Row> of(UUID accountId) {
        List<Row> rows = new ArrayList<>();
        rows.add(apps(accountId));
        recoveryCodes.of(accountId).ifPresent(set -> rows.add(codes(set)));
        int trusted = trustedDevices.listOf(accountId).size();
        if (trusted > 0) {
            rows.add(Row.of("mfa.trusted.title", State.PLAIN, "mfa.item.trusted", trusted)
                    .link(AuthenticatorsController.PATH, "mfa.item.manage"));
        }
        return rows;
    }

    private Row apps(UUID accountId) {
        List<Authenticator> apps = devices.listOf(accountId);
        return apps.isEmpty()
                ? Row.of("mfa.factors.apps", State.ATTENTION, "mfa.item.none")
                        .link(TotpSetupController.PATH, "mfa.item.setup")
                : Row.of("mfa.factors.apps", State.GOOD, "mfa.item.apps", apps.size())
                        .since(apps.get(0).createdAt())
                        .link(AuthenticatorsController.PATH, "mfa.item.manage");
    }

    private static Row codes(RecoveryCodeSet set) {
        State state = set.isRunningOut() || !set.saved() ? State.ATTENTION : State.GOOD;
        String text = set.saved() ? "mfa.item.codes" : "mfa.item.codes.unsaved";
        return Row.of("mfa.codes.title", state, text, set.left())
                .since(set.createdAt())
                .link(RecoveryCodesController.PATH, "mfa.item.codes.open");
    }
}
