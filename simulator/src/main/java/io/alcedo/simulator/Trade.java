package io.alcedo.simulator;

/** A merchant's line of business: its category code, typical amount, and how it takes cards. */
enum Trade {
  GROCERY("5411", 32, 0.6, false, 24),
  RESTAURANT("5812", 38, 0.6, false, 16),
  FAST_FOOD("5814", 11, 0.5, false, 14),
  FUEL("5541", 55, 0.4, false, 9),
  PHARMACY("5912", 19, 0.7, false, 6),
  CLOTHING("5651", 64, 0.7, false, 5),
  TRANSIT("4111", 4, 0.5, false, 8),
  CASH("6011", 120, 0.5, false, 4),
  MARKETPLACE("5999", 41, 0.9, true, 9),
  ELECTRONICS("5732", 210, 0.9, true, 3),
  DIGITAL_GOODS("5816", 13, 0.7, true, 6),
  GIFT_CARDS("5947", 60, 0.6, true, 2),
  TRAVEL("4722", 320, 0.8, true, 2),
  STREAMING("4899", 12, 0.2, true, 3);

  final String category;
  final double typicalAmount;
  final double spread;
  final boolean online;
  final int weight;

  Trade(String category, double typicalAmount, double spread, boolean online, int weight) {
    this.category = category;
    this.typicalAmount = typicalAmount;
    this.spread = spread;
    this.online = online;
    this.weight = weight;
  }
}
