package dev.latchkey.auth.mail;

import java.util.List;

/** The mails of the demo, newest first. */
record DemoMailsPage(List<DemoMailPage> mails) {}
