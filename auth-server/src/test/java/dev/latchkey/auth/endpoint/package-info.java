/** Each endpoint by itself: what it answers to what is right, and to each thing that is wrong. */
package dev.latchkey.auth.endpoint;
