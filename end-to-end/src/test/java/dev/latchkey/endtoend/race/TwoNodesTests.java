package dev.latchkey.endtoend.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.library.NodeScripts;
import dev.latchkey.endtoend.library.RelyingPartyTask;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two authorization servers that have nothing in common but the database and the operator's keys. */
@EndToEnd
class TwoNodesTests {

    private static final int ROUNDS = 100;

    private static Map<String, Object> task(House house) {
        Map<String, Object> task = new HashMap<>(RelyingPartyTask.as(house.bob(), house));
        task.put("nodes", List.of(house.issuer().toString(), house.secondNode().toString()));
        task.put("rounds", ROUNDS);
        return task;
    }

    @Test
    @DisplayName("a code has one winner of fifty, a refresh token one successor, in each of a hundred rounds")
    void giveTokensOnce(House house) throws SQLException {
        JsonNode result = NodeScripts.run("race.js", task(house));

        assertThat(result.at("/codeWinners").valueStream().map(JsonNode::asInt))
                .hasSize(ROUNDS)
                .containsOnly(1);
        assertThat(result.at("/codeRefusals").valueStream().map(JsonNode::asString))
                .containsExactly("invalid_grant");
        assertThat(result.at("/successors").valueStream().map(JsonNode::asInt))
                .as("who proves itself and repeats is given the same once more")
                .hasSize(ROUNDS)
                .containsOnly(1);
        assertThat(grantsWithTwoLiveTokens(house)).isZero();
    }

    private static int grantsWithTwoLiveTokens(House house) throws SQLException {
        try (Connection connection = house.authDatabase().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select count(*) from (
                          select grant_id from one_time_token
                          where purpose = 'refresh_token' and used_at is null
                          group by grant_id having count(*) > 1) twice
                        """)) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    @DisplayName(
            "RFC 9449 §8: a node that wants nonces says so, gives one, and takes it; an invented one it does not take")
    void demandNoncesOfProofs(House house) {
        JsonNode result = NodeScripts.run("nonce.js", task(house));

        assertThat(result.at("/without").toString()).isEqualTo("{\"status\":400,\"error\":\"use_dpop_nonce\"}");
        assertThat(result.at("/invented").toString()).isEqualTo("{\"status\":400,\"error\":\"use_dpop_nonce\"}");
        assertThat(result.at("/given").toString()).isEqualTo("{\"status\":200,\"type\":\"DPoP\"}");
    }
}
