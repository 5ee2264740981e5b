package dev.latchkey.auth.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/**
 * Redirects with 303: the browser follows with GET, so nothing that was posted, such as a password, is posted again (RFC
 * 9700 §4.12). The address is taken as it is: no model attributes, no URI variables.
 */
public final class SeeOther {

    private SeeOther() {}

    public static ModelAndView to(String url) {
        RedirectView view = new RedirectView(url);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExposeModelAttributes(false);
        view.setExpandUriTemplateVariables(false);
        view.setPropagateQueryParams(false);
        return new ModelAndView(view);
    }
}
