package dev.latchkey.notes.note;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * Text that a person can have written and every system can keep: whole Unicode characters, counted as code points, and
 * no control characters beyond tab and line breaks.
 */
@Constraint(validatedBy = PlainText.Check.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface PlainText {

    int max();

    /** Whether tab and line breaks are allowed. */
    boolean lines() default true;

    String message() default "must be text of at most {max} characters, without control characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Check implements ConstraintValidator<PlainText, String> {

        private int max;

        private boolean lines;

        @Override
        public void initialize(PlainText constraint) {
            max = constraint.max();
            lines = constraint.lines();
        }

        @Override
        public boolean isValid(@Nullable String value, @Nullable ConstraintValidatorContext context) {
            return value == null
                    || (value.codePointCount(0, value.length()) <= max
                            && value.codePoints().allMatch(this::isPlain));
        }

        private boolean isPlain(int codePoint) {
            boolean loneSurrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            boolean line = codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
            return !loneSurrogate && (line ? lines : !Character.isISOControl(codePoint));
        }
    }
}
