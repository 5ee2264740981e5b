package dev.latchkey.auth.outbound;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentTooLongException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Fetches addresses that somebody else chose (RFC 9700 §4.16 calls what it prevents server-side request forgery): https
 * only, public addresses only, the usual port, one host without redirects, a few seconds, a few kilobytes, nothing of ours
 * in the request, and one error for everything. Hosts that the operator allows by name may be internal.
 *
 * <p>Each request runs on a thread of its own, of which there are few: a slow server holds up nobody but whoever asked for
 * it, and that one for no longer than the time limit.
 */
public class OutboundClient implements DisposableBean {

    /** In bytes: enough for a large key set. */
    public static final int USUAL_LIMIT = 64 * 1024;

    private static final Logger log = LoggerFactory.getLogger(OutboundClient.class);
    private static final int OK = 200;
    private static final long IDLE_SECONDS = 30;
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final CloseableHttpClient http;
    private final OutboundProperties properties;
    private final ThreadPoolExecutor threads;

    OutboundClient(CloseableHttpClient http, OutboundProperties properties) {
        this.http = http;
        this.properties = properties;
        this.threads = new ThreadPoolExecutor(
                0,
                properties.concurrency(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                OutboundClient::thread);
    }

    /** Fetches at most {@link #USUAL_LIMIT} bytes; see {@link #get(String, String, int)}. */
    public OutboundResponse get(String url, String accept) throws OutboundException {
        return get(url, accept, USUAL_LIMIT);
    }

    /**
     * Fetches a document.
     *
     * @param accept media types, as the Accept header has them
     * @param limit how many bytes the document may have
     * @throws OutboundException for any reason, a status other than 200 among them
     */
    public OutboundResponse get(String url, String accept, int limit) throws OutboundException {
        OutboundUrl checked = check(url);
        HttpGet request = new HttpGet(checked.uri());
        request.setHeader(HttpHeaders.ACCEPT, accept);
        OutboundResponse response = send(request, checked, limit);
        if (response.status() != OK) {
            throw failure(checked, "answered " + response.status(), null);
        }
        return response;
    }

    /**
     * Fetches a document with headers of the caller's own, such as an access token for it.
     *
     * @param limit how many bytes the document may have
     * @return the answer, whatever its status is: that is for the caller to judge
     * @throws OutboundException if there was none in time
     */
    public OutboundResponse get(String url, Map<String, String> headers, int limit) throws OutboundException {
        OutboundUrl checked = check(url);
        HttpGet request = new HttpGet(checked.uri());
        headers.forEach(request::setHeader);
        return send(request, checked, limit);
    }

    /**
     * Posts a form.
     *
     * @return the answer, whatever its status is: that is for the caller to judge
     * @throws OutboundException if there was none in time
     */
    public OutboundResponse postForm(String url, Map<String, String> form) throws OutboundException {
        return postForm(url, form, Map.of());
    }

    /**
     * Posts a form with headers of the caller's own, such as its credentials.
     *
     * @return the answer, whatever its status is
     * @throws OutboundException if there was none in time
     */
    public OutboundResponse postForm(String url, Map<String, String> form, Map<String, String> headers)
            throws OutboundException {
        OutboundUrl checked = check(url);
        HttpPost request = new HttpPost(checked.uri());
        headers.forEach(request::setHeader);
        List<NameValuePair> fields = form.entrySet().stream()
                .<NameValuePair>map(field -> new BasicNameValuePair(field.getKey(), field.getValue()))
                .toList();
        request.setEntity(new UrlEncodedFormEntity(fields));
        return send(request, checked, USUAL_LIMIT);
    }

    /**
     * Posts a JSON document with headers of the caller's own, such as a signature.
     *
     * @return the answer, whatever its status is
     * @throws OutboundException if there was none in time
     */
    public OutboundResponse postJson(String url, String json, Map<String, String> headers) throws OutboundException {
        OutboundUrl checked = check(url);
        HttpPost request = new HttpPost(checked.uri());
        headers.forEach(request::setHeader);
        request.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
        return send(request, checked, USUAL_LIMIT);
    }

    private OutboundUrl check(String url) throws OutboundException {
        try {
            return OutboundUrl.parse(url, properties);
        } catch (IllegalArgumentException refused) {
            log.info("An address was not asked: it {}", refused.getMessage());
            throw new OutboundException();
        }
    }

    private OutboundResponse send(HttpUriRequestBase request, OutboundUrl url, int limit) throws OutboundException {
        Future<OutboundResponse> answer;
        try {
            answer = threads.submit(() -> http.execute(request, response -> read(request, response, limit)));
        } catch (RejectedExecutionException busy) {
            throw failure(url, "too many are asked at once", null);
        }
        try {
            return answer.get(properties.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw failure(url, "took too long", null);
        } catch (ExecutionException failed) {
            throw failure(url, "failed", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure(url, "was interrupted", null);
        } finally {
            // Closes the connection if it is still in use, which ends the thread too.
            answer.cancel(true);
            request.abort();
        }
    }

    private static OutboundResponse read(HttpUriRequestBase request, ClassicHttpResponse response, int limit)
            throws IOException {
        Header contentType = response.getFirstHeader(HttpHeaders.CONTENT_TYPE);
        HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(limit + 1);
        if (body.length > limit) {
            // Otherwise the rest is read to its end, however far that is, so that the connection could be used again.
            request.abort();
            throw new ContentTooLongException("More than %d bytes", limit);
        }
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue() == null ? "" : header.getValue());
        }
        return new OutboundResponse(
                response.getCode(), contentType == null ? "" : contentType.getValue(), body, headers);
    }

    private static OutboundException failure(OutboundUrl url, String what, @Nullable Throwable cause) {
        log.info("{}:{} {}{}", url.host(), url.port(), what, cause == null ? "" : ": " + cause);
        return new OutboundException();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "outbound-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void destroy() throws IOException {
        threads.shutdownNow();
        http.close();
    }
}
