package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.InvalidAccountException;
import dev.latchkey.auth.account.Profile;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/** What was typed on the profile page. There is no more to bind: no role, no verified address, no id. */
record ProfileForm(
        @Nullable String username,
        @Nullable String name,
        @BindParam("given_name") @Nullable String givenName,
        @BindParam("middle_name") @Nullable String middleName,
        @BindParam("family_name") @Nullable String familyName,
        @Nullable String nickname,
        @Nullable String birthdate,
        @Nullable String gender,
        @BindParam("profile") @Nullable String page,
        @Nullable String picture,
        @Nullable String website,
        @Nullable String zoneinfo,
        @Nullable String locale,
        @BindParam("phone_number") @Nullable String phoneNumber,
        @BindParam("street_address") @Nullable String streetAddress,
        @Nullable String locality,
        @Nullable String region,
        @BindParam("postal_code") @Nullable String postalCode,
        @Nullable String country) {

    static ProfileForm of(Account account, Profile profile) {
        Profile.Address address = profile.address();
        LocalDate birthdate = account.getBirthdate();
        return new ProfileForm(
                account.getUsername(),
                account.getName(),
                profile.givenName(),
                profile.middleName(),
                profile.familyName(),
                profile.nickname(),
                birthdate == null ? null : birthdate.toString(),
                profile.gender(),
                profile.page(),
                profile.picture(),
                profile.website(),
                profile.zoneinfo(),
                profile.locale(),
                profile.phoneNumber(),
                address.streetAddress(),
                address.locality(),
                address.region(),
                address.postalCode(),
                address.country());
    }

    String usernameTyped() {
        return Objects.requireNonNullElse(username, "").strip();
    }

    String nameTyped() {
        return Objects.requireNonNullElse(name, "").strip();
    }

    /** @throws InvalidAccountException when it is no date */
    @Nullable
    LocalDate birthdateTyped() {
        String typed = text(birthdate);
        try {
            return typed == null ? null : LocalDate.parse(typed);
        } catch (DateTimeParseException e) {
            throw new InvalidAccountException("birthdate", "is no date");
        }
    }

    Profile profile() {
        String phone = text(phoneNumber);
        return new Profile(
                text(givenName),
                text(middleName),
                text(familyName),
                text(nickname),
                text(gender),
                text(page),
                text(picture),
                text(website),
                text(zoneinfo),
                text(locale),
                phone == null ? null : phone.replaceAll("[\\s()/-]", ""),
                new Profile.Address(
                        text(streetAddress), text(locality), text(region), text(postalCode), text(country)));
    }

    private static @Nullable String text(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }
}
