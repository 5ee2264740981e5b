package dev.latchkey.auth.mail;

/** A mail as it is read. */
record RenderedMail(String to, String subject, String text, String html) {

    @Override
    public String toString() {
        return "RenderedMail";
    }
}
