package dev.latchkey.auth.passkey;

import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Calls Spring Security's operations. They and the library below refuse by throwing, and on bytes that somebody made up they
 * throw more kinds than they name; whatever it is, the answer is not accepted. Two say something else and pass: that our database
 * cannot be reached, and that all was right but the counter.
 */
final class OperationsCall {

    private OperationsCall() {}

    static <T> T of(Supplier<T> call) throws RefusedByOperationsException {
        try {
            return call.get();
        } catch (DataAccessException | TransactionException | MaliciousCounterValueException passed) {
            throw passed;
        } catch (RuntimeException refusal) {
            throw new RefusedByOperationsException(refusal);
        }
    }
}
