package dev.latchkey.auth.sms;

import dev.latchkey.auth.account.PersonalData;
import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The telephone of a person, in the copy of what is kept about them. */
@Component
@Order(41)
class PhoneData implements PersonalData {

    private final Phones phones;

    PhoneData(Phones phones) {
        this.phones = phones;
    }

    @Override
    public String part() {
        return "phone";
    }

    /** The whole number: it is theirs. */
    @Override
    public Object of(UUID accountId) {
        return phones.of(accountId).map(List::of).orElse(List.of());
    }
}
