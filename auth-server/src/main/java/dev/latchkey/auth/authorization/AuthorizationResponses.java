package dev.latchkey.auth.authorization;

import dev.latchkey.auth.requestlog.ErrorUris;
import dev.latchkey.auth.web.ContentSecurityPolicy;
import dev.latchkey.auth.web.Issuer;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriUtils;

/** Makes authorization responses, each with {@code iss} (RFC 9207), and sends them. */
@Component
public class AuthorizationResponses {

    private final Issuer issuer;
    private final ErrorUris errorUris;

    AuthorizationResponses(Issuer issuer, ErrorUris errorUris) {
        this.issuer = issuer;
        this.errorUris = errorUris;
    }

    /** RFC 6749 §4.1.2. */
    public AuthorizationResponse success(RedirectTarget target, String code) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("code", code);
        return response(target, parameters);
    }

    /** RFC 6749 §4.1.2.1. */
    public AuthorizationResponse error(RedirectTarget target, String error, String description) {
        return error(target, error, description, null);
    }

    /** The same with the address at which the refusal of this id is explained. */
    AuthorizationResponse error(RedirectTarget target, String error, String description, @Nullable String id) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", error);
        parameters.put("error_description", description);
        if (id != null) {
            parameters.put("error_uri", errorUris.of(id));
        }
        return response(target, parameters);
    }

    private AuthorizationResponse response(RedirectTarget target, Map<String, String> parameters) {
        if (target.state() != null) {
            parameters.put("state", target.state());
        }
        parameters.put("iss", issuer.value());
        return new AuthorizationResponse(target, parameters);
    }

    /** The redirect or the page that takes a response to its client. */
    public ModelAndView send(
            AuthorizationResponse response, HttpServletRequest request, HttpServletResponse httpResponse) {
        String redirectUri = response.target().redirectUri();
        return switch (response.target().mode()) {
            case QUERY -> SeeOther.to(withQuery(redirectUri, response.parameters()));
            case FORM_POST -> {
                URI uri = URI.create(redirectUri);
                ContentSecurityPolicy.allowFormAction(request, httpResponse, uri);
                yield new ModelAndView(
                        "authorization/form-post",
                        Map.of("page", new FormPostPage(redirectUri, uri.getAuthority(), response.parameters())));
            }
        };
    }

    /** Appends to the registered URI without parsing it, so that it arrives exactly as it was registered. */
    private static String withQuery(String redirectUri, Map<String, String> parameters) {
        StringBuilder uri = new StringBuilder(redirectUri);
        parameters.forEach((name, value) -> uri.append(uri.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(UriUtils.encode(value, StandardCharsets.UTF_8)));
        return uri.toString();
    }
}
