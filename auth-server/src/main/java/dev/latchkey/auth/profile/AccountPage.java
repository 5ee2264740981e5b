package dev.latchkey.auth.profile;

import java.util.List;

/** What the overview of one's own account shows. */
record AccountPage(String name, String username, String email, boolean totpEnrolled, List<String> roles) {}
