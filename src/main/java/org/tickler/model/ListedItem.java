package org.tickler.model;

import java.util.ArrayList;
import java.util.List;
import org.tickler.model.ModelFinding.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An item as the model lists it, not yet held against the mail.
 *
 * @param assignee {@code me}, {@code nobody} or a name
 * @param due a day as ISO 8601 writes it, or the empty string
 */
record ListedItem(
        String title,
        String evidence,
        String assignee,
        String due,
        boolean followUp,
        double confidence) {
    static final String ITEMS = "items";
    static final String TITLE = "title";
    static final String EVIDENCE = "evidence";
    static final String ASSIGNEE = "assignee";
    static final String DUE = "due";
    static final String FOLLOW_UP = "follow_up";
    static final String CONFIDENCE = "confidence";

    /** More are not read from one mail. */
    static final int MOST = 50;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Reads an answer. Only what the schema names is looked at.
     *
     * @throws EndpointFailure if it is not what the schema asks for
     */
    static List<ListedItem> read(String answer) {
        JsonNode root;
        try {
            root = JSON.readTree(answer);
        } catch (JacksonException e) {
            throw new EndpointFailure(Reason.UNUSABLE, "the answer is not JSON");
        }
        JsonNode list = root.path(ITEMS);
        if (!list.isArray()) {
            throw new EndpointFailure(Reason.UNUSABLE, "the answer lists no items");
        }
        var items = new ArrayList<ListedItem>();
        for (JsonNode item : list) {
            if (items.size() < MOST) {
                items.add(
                        new ListedItem(
                                item.path(TITLE).asString(""),
                                item.path(EVIDENCE).asString(""),
                                item.path(ASSIGNEE).asString(""),
                                item.path(DUE).asString(""),
                                item.path(FOLLOW_UP).asBoolean(false),
                                item.path(CONFIDENCE).asDouble(0)));
            }
        }
        return items;
    }
}
