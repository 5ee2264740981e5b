package dev.latchkey.notes.note;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.notes.testing.Answer;
import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.Caller;
import dev.latchkey.notes.testing.NotesApiTest;
import dev.latchkey.notes.testing.TestIssuer;
import java.sql.Connection;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One account with a hundred thousand notes: what each statement reads stays small, and on an index. */
@NotesApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyNotesTests {

    private static final int NOTES = 100_000;

    private final String owner = UUID.randomUUID().toString();

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    /** A vocabulary of four hundred words, as people have one. One note in a hundred says "marmalade", all say "common", one says "unique". */
    @BeforeAll
    void writeThem() throws Exception {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = 0");
            statement.execute("INSERT INTO note (id, owner_id, title, text, created_at, updated_at, version)"
                    + " SELECT gen_random_uuid(), '" + owner + "', 'Note ' || n,"
                    + " 'common words of a note ' || (SELECT string_agg('w' || (n * k * k) % 400, ' ')"
                    + " FROM generate_series(1, 8) AS k) || ' ' || CASE WHEN n % 100 = 0 THEN 'marmalade ' ELSE '' END"
                    + " || CASE WHEN n = 50000 THEN 'unique' ELSE '' END || md5(n::text),"
                    + " now() - n * interval '1 minute', now(), 1 FROM generate_series(1, " + NOTES + ") AS n");
            statement.execute("INSERT INTO account_usage VALUES ('" + owner + "', " + NOTES + ", 0)");
            statement.execute("ANALYZE note");
            statement.execute("SET statement_timeout = '5s'");
        }
    }

    @AfterAll
    void removeThem() {
        jdbc.sql("DELETE FROM note WHERE owner_id = ?").param(owner).update();
    }

    @Test
    void firstAndLaterPagesReadAPageOfRows() {
        assertThat(rowsRead(NoteLists.NEWEST, newestAfter(NoteLists.START))).isLessThanOrEqualTo(21);
        assertThat(rowsRead(NoteLists.NEWEST, newestAfter(deepInside()))).isLessThanOrEqualTo(21);
        assertThat(caller().get("/notes?limit=100")
                        .hasStatus(200)
                        .json()
                        .path("notes")
                        .size())
                .isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "'unique':*, 10", // the index of words
                "'nothing-like-this':*, 10",
                "'common':*, 1000", // the newest notes
                "'common' & 'words':*, 1000",
                "'marmalade':*, 1100",
                "'common' & !'marmalade':*, 1100"
            })
    void aSearchReadsLittleMoreThanItRanks(String typed, long rows) {
        assertThat(rowsRead(NoteLists.BEST, NoteLists.parametersOfBest(owner, typed, null, 20)))
                .isLessThanOrEqualTo(rows);
    }

    @Test
    void whatIsSearchedForIsFound() {
        assertThat(idsOf(caller().get("/notes?q=unique").hasStatus(200))).hasSize(1);
        assertThat(idsOf(caller().get("/notes?q=marmalade&limit=100").hasStatus(200)))
                .hasSize(100);
        for (int i = 0; i < 12; i++) { // often enough for a plan that fits all words, if there were one
            caller().get("/notes?q=common").hasStatus(200);
        }
    }

    /** The account's row is found by its key, and of the notes not one is looked at. */
    @Test
    void creatingReadsNoNote() {
        Timestamp now = new Timestamp(0);
        List<Object> parameters = List.of(owner, NOTES + 1000, UUID.randomUUID(), "Planned", "with its plan", now, now);
        List<JsonNode> plan = plan(Notes.CREATE, parameters);
        assertThat(plan)
                .filteredOn(node -> node.path("Node Type").asString().equals("ModifyTable"))
                .extracting(node -> node.path("Relation Name").asString())
                .containsExactlyInAnyOrder("note", "account_usage");
        assertThat(plan)
                .filteredOn(node -> node.has("Conflict Arbiter Indexes"))
                .singleElement()
                .satisfies(
                        node -> assertThat(node.path("Conflict Arbiter Indexes").toString())
                                .isEqualTo("[\"account_usage_pkey\"]"));
        assertThat(plan)
                .extracting(node -> node.path("Node Type").asString())
                .containsOnly("ModifyTable", "Result", "CTE Scan");
    }

    @Test
    void oneNoteIsFoundByItsKey() {
        assertThat(rowsRead(Notes.FIND, List.of(deepInside().id(), owner))).isEqualTo(1);
    }

    @Test
    void writingIsAsCheapAsEver() {
        caller().post("/notes", "{\"title\":\"One more\"}").hasStatus(201);
        assertThat(caller().get("/notes?limit=1")
                        .json()
                        .path("notes")
                        .get(0)
                        .path("title")
                        .asString())
                .isEqualTo("One more");
    }

    private Caller caller() {
        return api.as(TestIssuer.shared().token().with("sub", owner).sign());
    }

    private static List<String> idsOf(Answer page) {
        return page.json()
                .path("notes")
                .valueStream()
                .map(note -> note.path("id").asString())
                .toList();
    }

    private List<Object> newestAfter(Position position) {
        return List.of(owner, Timestamp.from(position.createdAt()), position.id(), 21);
    }

    private Position deepInside() {
        return jdbc.sql(
                        "SELECT created_at, id FROM note WHERE owner_id = ? ORDER BY created_at DESC OFFSET 90000 LIMIT 1")
                .param(owner)
                .query((row, number) -> new Position(0, row.getTimestamp(1).toInstant(), row.getObject(2, UUID.class)))
                .single();
    }

    /** How many rows of the table the statement looks at, by what PostgreSQL reports about running it. */
    private long rowsRead(String sql, List<Object> parameters) {
        List<JsonNode> scans = plan(sql, parameters).stream()
                .filter(node -> node.path("Relation Name").asString("").equals("note"))
                .toList();
        assertThat(scans)
                .isNotEmpty()
                .noneMatch(node -> node.path("Node Type").asString().equals("Seq Scan"));
        return scans.stream()
                .mapToLong(node -> (long) ((node.path("Actual Rows").asDouble()
                                + node.path("Rows Removed by Filter").asDouble(0)
                                + node.path("Rows Removed by Index Recheck").asDouble(0))
                        * node.path("Actual Loops").asDouble()))
                .max()
                .orElseThrow();
    }

    private List<JsonNode> plan(String sql, List<Object> parameters) {
        String plan = jdbc.sql("EXPLAIN (ANALYZE, FORMAT JSON) " + sql)
                .params(parameters)
                .query(String.class)
                .single();
        List<JsonNode> nodes = new ArrayList<>();
        collect(JsonMapper.shared().readTree(plan).path(0).path("Plan"), nodes);
        return nodes;
    }

    private static void collect(JsonNode plan, List<JsonNode> nodes) {
        nodes.add(plan);
        plan.path("Plans").forEach(child -> collect(child, nodes));
    }
}
