/**
 * The demo client, a backend for frontend: it signs people in through the authorization server, keeps their tokens on
 * the server and shows the notes that the notes API stores. What it owns is in the packages below; accounts, passwords
 * and consent belong to the authorization server, notes to the notes API.
 */
@NullMarked
package dev.latchkey.demo;

import org.jspecify.annotations.NullMarked;
