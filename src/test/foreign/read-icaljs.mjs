// Reads calendars with ical.js, the reader of Thunderbird and many web calendars; a JSON line for each.
// usage: node read-icaljs.mjs FOLDER      (ICAL_JS: the folder of the package)
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const entry = path.join(process.env.ICAL_JS, "dist/ical.js");
const { default: ICAL } = await import(pathToFileURL(entry).href);
const folder = process.argv[2];
for (const file of fs.readdirSync(folder).filter(name => name.endsWith(".ics")).sort()) {
  const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(path.join(folder, file), "utf8")));
  const event = calendar.getFirstSubcomponent("vevent");
  const text = name => event.getFirstPropertyValue(name) ?? "";
  const moment = name => event.getFirstPropertyValue(name)?.toString().replace(/[-:]/g, "") ?? "";
  const attendee = event.getFirstProperty("attendee");
  console.log(JSON.stringify({
    file,
    method: calendar.getFirstPropertyValue("method"),
    uid: text("uid"),
    sequence: text("sequence"),
    stamp: moment("dtstamp"),
    start: moment("dtstart"),
    // An event without an end takes no time (RFC 5545, 3.6.1).
    end: moment("dtend") || moment("dtstart"),
    summary: text("summary"),
    description: text("description"),
    location: text("location"),
    comment: text("comment"),
    // Only a declined proposal names nobody (RFC 5546, 3.2.8).
    attendee: attendee?.getFirstValue() ?? "",
    name: attendee?.getParameter("cn") ?? "",
    partstat: attendee?.getParameter("partstat") ?? "",
  }));
}
