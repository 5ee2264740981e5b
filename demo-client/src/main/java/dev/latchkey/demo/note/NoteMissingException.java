package dev.latchkey.demo.note;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no such note, or it is somebody else's: the notes API does not tell which. */
@ResponseStatus(HttpStatus.NOT_FOUND)
class NoteMissingException extends RuntimeException {}
