package dev.latchkey.auth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.federation.ModelPerson.Act;
import dev.latchkey.auth.testing.AuthServer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random histories of two people and four providers (two that speak OpenID Connect, one that speaks SAML, and a directory), each of
 * which calls any address verified for whoever asks: whatever they do and in whatever order, nobody is ever in an account that is not theirs. Whoever made an account has it; its name says who that was.
 */
class LinkingModelTests {

    private static final int HISTORIES = 5;
    private static final int STEPS = 24;
    /** Somebody who signs up here, and somebody who comes from a provider. */
    private static final List<List<Act>> USUAL_BEGINS = List.of(
            List.of(
                    Act.SIGN_UP,
                    Act.CONFIRM_SIGN_UP,
                    Act.SIGN_IN,
                    Act.LINK,
                    Act.CONFIRM_LINK,
                    Act.UNLINK,
                    Act.ASK_FOR_DELETION,
                    Act.ERASE),
            List.of(
                    Act.ARRIVE_AND_CREATE,
                    Act.ADD_PASSWORD,
                    Act.UNLINK,
                    Act.SIGN_OUT,
                    Act.SIGN_IN,
                    Act.LINK,
                    Act.CONFIRM_LINK,
                    Act.ARRIVE));

    private final AuthServer server = DirectoryServer.running();
    private final Map<Act, Integer> happened = new EnumMap<>(Act.class);

    /** The same histories every time, and one that nobody has seen before. */
    @Test
    void nobodyEverReachesTheAccountOfSomebodyElse() throws Exception {
        try (ModelProvider one = ModelProvider.openId(server);
                ModelProvider two = ModelProvider.openId(server);
                ModelProvider saml = ModelProvider.saml(server);
                ModelProvider directory = ModelProvider.directory(DirectoryServer.ldap())) {
            List<ModelProvider> providers = List.of(one, two, saml, directory);
            for (int seed = 0; seed < HISTORIES; seed++) {
                play(seed, providers);
            }
            assertThat(happened)
                    .as("every act got somewhere, so that the histories are ones")
                    .containsOnlyKeys(Act.values());
            play(new Random().nextLong(), providers);
        }
    }

    private void play(long seed, List<ModelProvider> providers) {
        Random random = new Random(seed);
        StringBuilder told = new StringBuilder("history of seed " + seed + ": ");
        List<ModelPerson> persons = List.of(new ModelPerson(server), new ModelPerson(server));
        begin(seed, persons, providers.get(Math.floorMod(seed, providers.size())), told);
        for (int step = 0; step < STEPS; step++) {
            ModelPerson who = persons.get(random.nextInt(2));
            ModelPerson other = persons.get(who == persons.get(0) ? 1 : 0);
            List<String> addresses = List.of(who.address(), who.address(), other.address(), "alias-" + who.address());
            step(
                    who,
                    Act.of(random),
                    providers.get(random.nextInt(providers.size())),
                    addresses.get(random.nextInt(addresses.size())),
                    told);
            assertThat(strangersLinkedWith(persons, providers))
                    .as(told.toString())
                    .isZero();
        }
        for (ModelPerson person : persons) {
            assertThat(person.everythingThatIsReached(providers))
                    .as(told + "\n  at last " + person.subject())
                    .allMatch(person::owns);
        }
    }

    /** Everybody begins in a usual way, and gets as far with it as the seed says. */
    private void begin(long seed, List<ModelPerson> persons, ModelProvider provider, StringBuilder told) {
        for (int i = 0; i < persons.size(); i++) {
            ModelPerson person = persons.get(i);
            List<Act> usual = USUAL_BEGINS.get(Math.floorMod(seed + i, USUAL_BEGINS.size()));
            int far = Math.floorMod(2 * seed + i, usual.size() + 1);
            usual.subList(0, far).forEach(act -> step(person, act, provider, person.address(), told));
        }
    }

    private void step(ModelPerson who, Act act, ModelProvider provider, String address, StringBuilder told) {
        told.append("\n  ").append(who.subject()).append(' ').append(act).append(' ');
        told.append(provider.name()).append(" as ").append(address);
        if (who.does(act, provider, address)) {
            happened.merge(act, 1, Integer::sum);
            told.append(" (done)");
        }
        assertThat(who.isIn()).as(told.toString()).matches(name -> name.isEmpty() || who.owns(name));
    }

    /** Names of accounts begin with the name of the person. */
    private int strangersLinkedWith(List<ModelPerson> persons, List<ModelProvider> providers) {
        int strangers = 0;
        for (ModelPerson person : persons) {
            List<String> subjects = providers.stream()
                    .map(provider -> provider.subjectOf(person.subject()))
                    .toList();
            strangers += server.database()
                    .sql("""
                            select count(*) from federated_identity i join account a on a.id = i.account_id
                            where i.subject in (:subjects) and not starts_with(a.username, :person)
                            """)
                    .param("subjects", subjects)
                    .param("person", person.subject())
                    .query(Integer.class)
                    .single();
        }
        return strangers;
    }
}
