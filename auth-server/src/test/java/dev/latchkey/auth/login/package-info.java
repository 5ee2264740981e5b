/** The sign-in page as a stranger, an attacker and a person in a hurry meet it. */
package dev.latchkey.auth.login;
