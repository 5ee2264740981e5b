package dev.latchkey.auth.device;

import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes the codes for the device (RFC 8628 §3.2). */
@Component
public class DeviceAuthorizationResponses implements AuthenticationSuccessHandler {

    private final Issuer issuer;
    private final JsonMapper json;

    DeviceAuthorizationResponses(Issuer issuer, JsonMapper json) {
        this.issuer = issuer;
        this.json = json;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        DeviceCodes codes = ((IssuedDeviceCodes) authentication).codes();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("device_code", codes.deviceCode());
        body.put("user_code", UserCodes.readable(codes.userCode()));
        body.put("verification_uri", issuer.url(DeviceController.PATH));
        body.put("expires_in", codes.lifetime().toSeconds());
        body.put("interval", codes.pollInterval().toSeconds());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }
}
