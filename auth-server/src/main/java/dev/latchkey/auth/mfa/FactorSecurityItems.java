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

    private final FactorSummaries summaries;

    FactorSecurityItems(FactorSummaries summaries) {
        this.summaries = summaries;
    }

    @Override
    public List<Row> of(UUID accountId) {
        FactorSummaries.Summary summary = summaries.of(accountId);
        List<Row> rows = new ArrayList<>();
        rows.add(apps(summary));
        if (summary.codes() != null) {
            rows.add(codes(summary.codes()));
        }
        if (summary.trusted() > 0) {
            rows.add(Row.of("mfa.trusted.title", State.PLAIN, "mfa.item.trusted", summary.trusted())
                    .link(AuthenticatorsController.PATH, "mfa.item.manage"));
        }
        return rows;
    }

    private static Row apps(FactorSummaries.Summary summary) {
        return summary.apps() == 0
                ? Row.of("mfa.factors.apps", State.ATTENTION, "mfa.item.none")
                        .link(TotpSetupController.PATH, "mfa.item.setup")
                : Row.of("mfa.factors.apps", State.GOOD, "mfa.item.apps", summary.apps())
                        .since(summary.appsSince())
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
