package io.alcedo.simulator;

import io.alcedo.schema.CardNumberKind;
import io.alcedo.schema.Channel;
import io.alcedo.schema.EntryMode;
import io.alcedo.schema.Initiator;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.TransactionType;
import java.time.Instant;
import java.util.Map;

/**
 * Writes the makings of a payment down as a {@link Transaction}, with all that a platform sends.
 */
final class TransactionWriter {
  private final String tenant;
  private final String run;

  TransactionWriter(String tenant, long seed) {
    this.tenant = tenant;
    this.run = "sim" + Long.toString(seed & 0xFFFFFF, 36) + "-";
  }

  Transaction write(Strike strike, long time, long sequence) {
    Card card = strike.card;
    Merchant merchant = strike.merchant;
    long base = Math.round(strike.amount * 100);
    Transaction transaction = new Transaction();
    transaction.setTransactionId(run + sequence);
    transaction.setTenant(tenant);
    transaction.setType(
        merchant.trade() == Trade.CASH
            ? TransactionType.CASH_WITHDRAWAL
            : TransactionType.PURCHASE);
    transaction.setInitiator(
        merchant.trade() == Trade.STREAMING ? Initiator.RECURRING : Initiator.CUSTOMER);
    transaction.setEventTime(Instant.ofEpochMilli(time));
    transaction.setUtcOffsetMinutes((strike.online ? card.home : merchant.city()).utcOffsetMinutes);
    Money.of(merchant.city(), base).into(transaction);
    transaction.setBaseAmountMinor(base);
    holder(transaction, card);
    transaction.setAcquirerId(merchant.acquirer());
    transaction.setMerchantId(merchant.id());
    transaction.setMerchantCategory(merchant.trade().category);
    transaction.setMerchantCountry(merchant.city().country);
    transaction.setTerminalId(strike.terminal);
    place(transaction, strike);
    transaction.setSignals(Map.of());
    return transaction;
  }

  private static void holder(Transaction transaction, Card card) {
    transaction.setAccountId(card.account);
    transaction.setCardNumber(card.number);
    transaction.setCardNumberKind(CardNumberKind.PAN);
    transaction.setAccountReference(card.reference);
    transaction.setCardholderName(card.holder);
    transaction.setCardholderEmail(card.email);
    transaction.setCardholderCountry(card.home.country);
    transaction.setBillingPostcode(card.postcode);
  }

  private static void place(Transaction transaction, Strike strike) {
    if (strike.online) {
      transaction.setChannel(Channel.ONLINE);
      transaction.setEntryMode(
          strike.merchant.trade() == Trade.STREAMING
              ? EntryMode.CREDENTIAL_ON_FILE
              : EntryMode.ECOMMERCE);
      transaction.setDeviceId(strike.device);
      transaction.setIpAddress(strike.address);
      return;
    }
    transaction.setChannel(strike.merchant.trade() == Trade.CASH ? Channel.ATM : Channel.IN_STORE);
    transaction.setEntryMode(
        switch (strike.entry) {
          case TAP -> EntryMode.CONTACTLESS;
          case CHIP -> EntryMode.CHIP;
          case STRIPE -> EntryMode.MAGSTRIPE;
        });
    transaction.setLatitude(strike.merchant.latitude());
    transaction.setLongitude(strike.merchant.longitude());
  }

  /** An amount in the currency of a country, at fixed rates against the euro. */
  private record Money(String currency, long minor) {
    static Money of(City city, long baseMinor) {
      return switch (city.country) {
        case "US" -> new Money("USD", Math.round(baseMinor * 1.1));
        case "GB" -> new Money("GBP", Math.round(baseMinor * 0.85));
        case "PL" -> new Money("PLN", Math.round(baseMinor * 4.3));
        case "CZ" -> new Money("CZK", Math.round(baseMinor * 25.0));
        case "NG" -> new Money("NGN", Math.round(baseMinor * 1650.0));
        case "SG" -> new Money("SGD", Math.round(baseMinor * 1.45));
        default -> new Money("EUR", baseMinor);
      };
    }

    void into(Transaction transaction) {
      transaction.setCurrency(currency);
      transaction.setAmountMinor(minor);
    }
  }
}
