package dev.latchkey.auth.web;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Answers the errors that never reach the application: a request line Tomcat cannot read, or an error page that failed itself.
 * Same headers, same two forms and same texts as {@link ErrorPagesController}; no version, no stack trace, nothing of the request.
 */
public final class ContainerErrorValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        AtomicBoolean writable = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, writable);
        if (!writable.get()) {
            return;
        }
        if (UnavailableDatabase.isCauseOf(failure)) {
            response.setStatus(503);
            response.setHeader(HttpHeaders.RETRY_AFTER, ErrorPagesController.RETRY_AFTER);
        }
        SecurityHeaders.write(request, response);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(CorrelationId.HEADER, CorrelationId.of(request));
        try {
            write(request, response);
        } catch (IOException | IllegalStateException gone) {
            container.getLogger().debug("The client did not wait for its error page", gone);
        }
    }

    private static void write(Request request, Response response) throws IOException {
        boolean person = ErrorAudience.isPerson(request);
        response.setContentType(person ? "text/html;charset=UTF-8" : "application/problem+json");
        String text = person ? page(request, response.getStatus()) : problem(request, response.getStatus());
        Writer writer = response.getReporter();
        if (writer != null) {
            writer.write(text);
            response.finishResponse();
        }
    }

    private static String page(Request request, int status) {
        Locale language = Languages.preferredBy(request);
        // Not ROOT's fallback to the language of this machine: messages.properties is English.
        ResourceBundle messages = ResourceBundle.getBundle(
                "messages",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        String key = "error." + ErrorPagesController.page(status);
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <meta name="color-scheme" content="light dark">
                  <title>%s - %s</title>
                  <link rel="icon" type="image/svg+xml" href="/img/favicon.svg">
                  <link rel="stylesheet" href="/css/site.css">
                </head>
                <body class="way-in">
                  <header class="brand">%s</header>
                  <main id="main" class="card">
                    <h1>%s</h1>
                    <p class="lead">%s</p>
                    <p class="trace"><span>%s</span> <code>%s</code></p>
                  </main>
                </body>
                </html>
                """.formatted(
                        language.toLanguageTag(),
                        messages.getString(key + ".title"),
                        messages.getString("brand"),
                        messages.getString("brand"),
                        messages.getString(key + ".title"),
                        messages.getString(key + ".text"),
                        messages.getString("trace.label"),
                        CorrelationId.of(request));
    }

    private static String problem(Request request, int status) {
        return """
                {"title":"%s","status":%d,"correlationId":"%s"}""".formatted(ErrorPagesController.title(status), status, CorrelationId.of(request));
    }
}
