package io.alcedo.simulator;

/** A card with its holder, home and habits. The holder and all numbers are made up. */
final class Card {
  final String number;
  final String account;
  final String reference;
  final String holder;
  final String email;
  final City home;
  final String postcode;
  final double latitude;
  final double longitude;
  final String device;
  final String address;

  /** What the holder spends against the typical customer of a trade. */
  final double spending;

  /** The merchants where the holder usually pays, as indexes into the population. */
  final int[] habits;

  /** Until when, in milliseconds since 1970, the holder is away, and where. */
  long awayUntil;

  City away;

  Card(
      Identity identity,
      City home,
      double latitude,
      double longitude,
      double spending,
      int[] habits) {
    this.number = identity.number();
    this.account = identity.account();
    this.reference = identity.reference();
    this.holder = identity.holder();
    this.email = identity.email();
    this.device = identity.device();
    this.address = identity.address();
    this.home = home;
    this.postcode = home.postcode;
    this.latitude = latitude;
    this.longitude = longitude;
    this.spending = spending;
    this.habits = habits;
    this.away = home;
  }

  /** The identifying values of a card and its holder. */
  record Identity(
      String number,
      String account,
      String reference,
      String holder,
      String email,
      String device,
      String address) {}

  /** Returns the city where the holder is at this time. */
  City whereabouts(long time) {
    return time < awayUntil ? away : home;
  }
}
