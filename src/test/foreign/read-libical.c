/* Reads calendars with libical, the reader of Evolution, KDE and Cyrus; a JSON line for each.
   usage: read-libical FILE ...     build: cc read-libical.c -lical */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void quoted(const char *text) {
    putchar('"');
    for (const unsigned char *c = (const unsigned char *)(text ? text : ""); *c; c++) {
        if (*c == '"' || *c == '\\') {
            printf("\\%c", *c);
        } else if (*c < 0x20 || *c == 0x7f) {
            printf("\\u%04x", *c);
        } else {
            putchar(*c);
        }
    }
    putchar('"');
}

static void field(const char *name, const char *value) {
    printf(", \"%s\": ", name);
    quoted(value);
}

static const char *text(icalcomponent *event, icalproperty_kind kind) {
    icalproperty *property = icalcomponent_get_first_property(event, kind);
    return property ? icalvalue_get_text(icalproperty_get_value(property)) : "";
}

static char *slurp(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *all = malloc(size + 1);
    if (fread(all, 1, size, file) != (size_t)size) {
        perror(path);
        exit(1);
    }
    all[size] = 0;
    fclose(file);
    return all;
}

/* A declined proposal has no time (RFC 5546, 3.2.8). */
static const char *moment(struct icaltimetype time) {
    return icaltime_is_null_time(time) ? "" : icaltime_as_ical_string(time);
}

int main(int count, char **paths) {
    for (int i = 1; i < count; i++) {
        char *all = slurp(paths[i]);
        icalcomponent *calendar = icalparser_parse_string(all);
        if (!calendar || icalcomponent_count_errors(calendar)) {
            fprintf(stderr, "libical finds errors in %s\n", paths[i]);
            return 1;
        }
        icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
        icalproperty *attendee = icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY);
        icalparameter *name = attendee ? icalproperty_get_first_parameter(attendee, ICAL_CN_PARAMETER) : NULL;
        const char *file = strrchr(paths[i], '/');
        printf("{\"file\": \"%s\"", file ? file + 1 : paths[i]);
        field("method", icalproperty_method_to_string(icalcomponent_get_method(calendar)));
        field("uid", icalcomponent_get_uid(event));
        printf(", \"sequence\": %d", icalcomponent_get_sequence(event));
        field("stamp", icaltime_as_ical_string(icalcomponent_get_dtstamp(event)));
        field("start", moment(icalcomponent_get_dtstart(event)));
        field("end", moment(icalcomponent_get_dtend(event)));
        field("summary", text(event, ICAL_SUMMARY_PROPERTY));
        field("description", text(event, ICAL_DESCRIPTION_PROPERTY));
        field("location", text(event, ICAL_LOCATION_PROPERTY));
        field("comment", text(event, ICAL_COMMENT_PROPERTY));
        field("attendee", attendee ? icalproperty_get_attendee(attendee) : "");
        field("name", icalparameter_get_cn(name));
        field("partstat", attendee ? icalproperty_get_parameter_as_string(attendee, "PARTSTAT") : "");
        puts("}");
        icalcomponent_free(calendar);
        free(all);
    }
    return 0;
}
