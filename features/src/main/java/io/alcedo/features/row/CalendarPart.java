package io.alcedo.features.row;

/** A part of the calendar. The names take part in feature hashes. */
public enum CalendarPart {
  /** Hour of the day, 0 to 23. */
  HOUR,
  /** Day of the week, 1 (Monday) to 7 (Sunday), as in ISO 8601. */
  WEEKDAY,
  /** 1 on Saturday and Sunday, else 0. */
  WEEKEND,
  /** 1 in the hours of the night, else 0. */
  NIGHT
}
