package io.alcedo.simulator;

/**
 * A merchant: its identity at its acquirer, its trade, where it sells, and its terminals.
 *
 * @param id the acquirer's id of the merchant
 * @param acquirer the acquirer's id
 * @param trade the line of business
 * @param city where the shop stands, or where the web shop is registered
 * @param latitude of the shop, degrees
 * @param longitude of the shop, degrees
 * @param terminals the ids of its terminals, at least one
 */
record Merchant(
    String id,
    String acquirer,
    Trade trade,
    City city,
    double latitude,
    double longitude,
    String[] terminals) {}
