package dev.latchkey.auth.consent;

import java.util.List;

/** What the page of connected applications shows. */
record ConnectedApplicationsPage(List<ConnectedApplication> applications, boolean removed) {}
