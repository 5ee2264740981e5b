package dev.latchkey.demo.note;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.ModelAndView;

/** The pages for answers of the notes API that no form can show. */
@ControllerAdvice
class NotesApiAdvice {

    @ExceptionHandler
    @ResponseStatus(HttpStatus.FORBIDDEN)
    ModelAndView notAllowed(NotesApiException.Forbidden forbidden) {
        return new ModelAndView("note/not-allowed");
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
    ModelAndView unavailable(NotesApiException.Unavailable down) {
        return new ModelAndView("note/unavailable");
    }
}
