package io.alcedo.simulator;

/** A place where cards live and merchants sell, with the offset from UTC that its clocks show. */
enum City {
  LISBON("PT", 38.72, -9.14, 0, "1100"),
  MADRID("ES", 40.42, -3.70, 60, "28013"),
  BARCELONA("ES", 41.39, 2.17, 60, "08001"),
  PARIS("FR", 48.86, 2.35, 60, "75004"),
  LYON("FR", 45.76, 4.84, 60, "69002"),
  BRUSSELS("BE", 50.85, 4.35, 60, "1000"),
  AMSTERDAM("NL", 52.37, 4.90, 60, "1012"),
  BERLIN("DE", 52.52, 13.40, 60, "10115"),
  MUNICH("DE", 48.14, 11.58, 60, "80331"),
  MILAN("IT", 45.46, 9.19, 60, "20121"),
  ROME("IT", 41.90, 12.50, 60, "00184"),
  VIENNA("AT", 48.21, 16.37, 60, "1010"),
  WARSAW("PL", 52.23, 21.01, 60, "00-001"),
  PRAGUE("CZ", 50.08, 14.44, 60, "110 00"),
  ATHENS("GR", 37.98, 23.73, 120, "105 57"),
  DUBLIN("IE", 53.35, -6.26, 0, "D02"),
  LONDON("GB", 51.51, -0.13, 0, "EC1A 1BB"),
  NEW_YORK("US", 40.71, -74.01, -300, "10001"),
  LAGOS("NG", 6.52, 3.38, 60, "100001"),
  SINGAPORE("SG", 1.35, 103.82, 480, "018956");

  final String country;
  final double latitude;
  final double longitude;
  final int utcOffsetMinutes;
  final String postcode;

  City(String country, double latitude, double longitude, int utcOffsetMinutes, String postcode) {
    this.country = country;
    this.latitude = latitude;
    this.longitude = longitude;
    this.utcOffsetMinutes = utcOffsetMinutes;
    this.postcode = postcode;
  }

  /** How many of the cities, counted from the first, cards live in. */
  static int homes() {
    return LONDON.ordinal() + 1;
  }
}
