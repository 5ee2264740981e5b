/** Stories that go through several pages and endpoints, told by a browser and a relying party. */
package dev.latchkey.auth.flow;
