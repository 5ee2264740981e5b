package dev.latchkey.endtoend;

import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.Chromium;
import dev.latchkey.endtoend.person.People;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Opens the house and the browser when the first test needs them. They stay until this process ends: JUnit's own store would
 * close them after each class when several processes take the classes in turns.
 */
class EndToEndExtension implements ParameterResolver, AfterTestExecutionCallback {

    private static final Namespace NAMESPACE = Namespace.create(EndToEndExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == House.class || type == People.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == House.class ? house() : people(context);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        People people = context.getStore(NAMESPACE).get(People.class, People.class);
        if (people != null && context.getExecutionException().isPresent()) {
            people.keepPictures(context.getRequiredTestClass().getSimpleName() + "."
                    + context.getRequiredTestMethod().getName());
        }
    }

    private static House house() {
        return OpenHouse.HOUSE;
    }

    private static People people(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(People.class, type -> new People(house(), OpenBrowser.CHROMIUM), People.class);
    }

    private static final class OpenHouse {
        static final House HOUSE = House.open();
    }

    private static final class OpenBrowser {
        static final Chromium CHROMIUM = Chromium.open();
    }
}
