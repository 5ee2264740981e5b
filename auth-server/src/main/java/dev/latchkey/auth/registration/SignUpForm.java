package dev.latchkey.auth.registration;

/** What was typed, or sent as JSON. Nothing else that is sent is looked at. */
record SignUpForm(
        String username, String email, String name, String birthdate, String password, String passwordConfirmation) {

    /** Spaces around a name come from typing aids; a password has the spaces that were typed. */
    SignUpForm {
        username = username.strip();
        email = withoutTrailingDot(email.strip());
        name = name.strip();
        birthdate = birthdate.strip();
    }

    static SignUpForm empty() {
        return new SignUpForm("", "", "", "", "", "");
    }

    private static String withoutTrailingDot(String email) {
        return email.endsWith(".") ? email.substring(0, email.length() - 1) : email;
    }

    /** Says nothing of what is in it. */
    @Override
    public String toString() {
        return "SignUpForm";
    }
}
