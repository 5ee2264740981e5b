package dev.latchkey.auth.session;

/**
 * Why a page asks who it is that wants it. The feature that has the page declares a bean of this type.
 *
 * @param path the path of the page; also says it for the pages below it
 * @param messageKey a whole sentence, such as “To change your password, confirm it’s you.”
 */
public record FreshFactorReason(String path, String messageKey) {}
