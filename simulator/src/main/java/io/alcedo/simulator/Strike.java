package io.alcedo.simulator;

import io.alcedo.simulator.FraudScenario.EntryKind;
import java.util.SplittableRandom;

/** The makings of one payment, genuine or not, before it becomes a transaction. */
final class Strike {
  Card card;
  Merchant merchant;
  String terminal;
  double amount;
  boolean online;
  EntryKind entry = EntryKind.CHIP;
  String device;
  String address;
  boolean fraud;

  Strike(Card card, Merchant merchant) {
    this.card = card;
    this.merchant = merchant;
    this.terminal = merchant.terminals()[0];
    this.device = card.device;
    this.address = card.address;
  }

  /** Makes this a payment at a web shop from a device that is not the holder's. */
  void online(Merchant shop, SplittableRandom random) {
    merchant = shop;
    terminal = shop.terminals()[0];
    online = true;
    device = "dev-" + Long.toString(random.nextLong() >>> 40, 36);
    address = Population.address(random);
  }

  /** Makes this a payment in a shop. */
  void inShop(Merchant shop, EntryKind kind, SplittableRandom random) {
    merchant = shop;
    terminal = shop.terminals()[random.nextInt(shop.terminals().length)];
    online = false;
    entry = kind;
  }
}
