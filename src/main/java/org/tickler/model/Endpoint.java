package org.tickler.model;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tickler.config.ModelSettings;
import org.tickler.model.ModelFinding.Reason;

/**
 * OpenAI's chat completions with a JSON schema, by langchain4j: no tools, no retries, no logging of
 * what is said. Safe for use by many threads.
 */
final class Endpoint implements AutoCloseable {
    /** Bytes of an answer; fifty items need a tenth of it. */
    static final int LARGEST_ANSWER = 256 * 1024;

    private static final ResponseFormat ITEMS =
            ResponseFormat.builder()
                    .type(ResponseFormatType.JSON)
                    .jsonSchema(
                            JsonSchema.builder()
                                    .name("action_items")
                                    .rootElement(
                                            JsonObjectSchema.builder()
                                                    .addProperty(
                                                            ListedItem.ITEMS,
                                                            JsonArraySchema.builder()
                                                                    .items(item())
                                                                    .build())
                                                    .required(ListedItem.ITEMS)
                                                    .additionalProperties(false)
                                                    .build())
                                    .build())
                    .build();

    private final BoundedHttp http;
    private final OpenAiChatModel model;
    private final Duration timeout;

    Endpoint(ModelSettings settings) {
        timeout = settings.timeout();
        http = new BoundedHttp(timeout, LARGEST_ANSWER);
        model =
                OpenAiChatModel.builder()
                        .httpClientBuilder(http.asBuilder())
                        .baseUrl(settings.url().toString())
                        .apiKey(settings.key().isEmpty() ? "none" : settings.key().reveal())
                        .modelName(settings.name())
                        .maxRetries(0)
                        .responseFormat(ITEMS)
                        .strictJsonSchema(true)
                        .logRequests(false)
                        .logResponses(false)
                        .build();
    }

    private static JsonObjectSchema item() {
        return JsonObjectSchema.builder()
                .addStringProperty(ListedItem.TITLE)
                .addStringProperty(ListedItem.EVIDENCE)
                .addStringProperty(ListedItem.ASSIGNEE)
                .addStringProperty(ListedItem.DUE)
                .addBooleanProperty(ListedItem.FOLLOW_UP)
                .addNumberProperty(ListedItem.CONFIDENCE)
                .required(
                        ListedItem.TITLE,
                        ListedItem.EVIDENCE,
                        ListedItem.ASSIGNEE,
                        ListedItem.DUE,
                        ListedItem.FOLLOW_UP,
                        ListedItem.CONFIDENCE)
                .additionalProperties(false)
                .build();
    }

    /**
     * What the model says to {@code user} under the rules of {@code system}.
     *
     * @throws EndpointFailure if it says nothing in time
     */
    String ask(String system, String user) {
        @Nullable String answer;
        try {
            answer =
                    model.chat(
                                    ChatRequest.builder()
                                            .messages(
                                                    SystemMessage.from(system),
                                                    UserMessage.from(user))
                                            .build())
                            .aiMessage()
                            .text();
        } catch (RuntimeException e) {
            throw EndpointFailure.of(e);
        }
        if (answer == null) {
            throw new EndpointFailure(Reason.UNUSABLE, "an answer without words");
        }
        return answer;
    }

    Duration timeout() {
        return timeout;
    }

    @Override
    public void close() {
        http.close();
    }
}
