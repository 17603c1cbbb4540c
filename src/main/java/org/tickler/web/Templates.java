package org.tickler.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/**
 * The page's templates under {@code src/main/jte/web}, compiled with the program. Everything put
 * into them is escaped for the place where it stands. Safe for use by many threads.
 */
final class Templates {
    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(
                    null,
                    ContentType.Html,
                    Templates.class.getClassLoader(),
                    "org.tickler.templates");

    /**
     * @param name of the template without folder and ending, such as {@code task}
     */
    String render(String name, Map<String, Object> parameters) {
        var output = new StringOutput(8 * 1024);
        engine.render("web/" + name + ".jte", parameters, output);
        return output.toString();
    }
}
