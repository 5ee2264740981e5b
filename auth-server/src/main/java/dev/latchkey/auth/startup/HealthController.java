package dev.latchkey.auth.startup;

import java.util.Map;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The two probes on the public port, where a load balancer sees what a browser would see. Everything else of the
 * actuator is on the management port. Only the status is told.
 */
@RestController
class HealthController {

    private final HealthEndpoint health;
    private final HttpCodeStatusMapper codes;

    HealthController(HealthEndpoint health, HttpCodeStatusMapper codes) {
        this.health = health;
        this.codes = codes;
    }

    @GetMapping("/actuator/health/liveness")
    ResponseEntity<Map<String, String>> liveness() {
        return probe("liveness");
    }

    @GetMapping("/actuator/health/readiness")
    ResponseEntity<Map<String, String>> readiness() {
        return probe("readiness");
    }

    private ResponseEntity<Map<String, String>> probe(String group) {
        HealthDescriptor descriptor = health.healthForPath(group);
        Status status = descriptor == null ? Status.UNKNOWN : descriptor.getStatus();
        return ResponseEntity.status(codes.getStatusCode(status))
                .contentType(MediaType.APPLICATION_JSON) // whatever the prober accepts
                .cacheControl(CacheControl.noStore())
                .body(Map.of("status", status.getCode()));
    }
}
