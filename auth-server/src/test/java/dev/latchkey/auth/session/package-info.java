/** Browser sessions over their whole life, and what a thief of a cookie or of the database has. */
package dev.latchkey.auth.session;
