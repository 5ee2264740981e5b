package dev.latchkey.auth.sms;

import dev.latchkey.auth.account.SecurityItem;
import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the page of somebody's security says about codes by SMS. */
@Component
@ConditionalOnSms
@Order(25)
class PhoneSecurityItem implements SecurityItem {

    private final Phones phones;

    PhoneSecurityItem(Phones phones) {
        this.phones = phones;
    }

    @Override
    public List<Row> of(UUID accountId) {
        return List.of(phones.of(accountId)
                .map(phone -> Row.of(
                                "sms.title",
                                State.PLAIN,
                                "sms.item.some",
                                phone.number().masked())
                        .since(phone.confirmedAt())
                        .link(PhoneController.PATH, "sms.item.manage"))
                .orElseGet(() ->
                        Row.of("sms.title", State.PLAIN, "sms.item.none").link(PhoneController.PATH, "sms.item.add")));
    }
}
