package io.alcedo.simulator;

import java.util.SplittableRandom;

/** The cards and merchants of a simulation; which card pays next follows its own rate. */
final class Population {
  private static final String[] GIVEN = {
    "Alba", "Bruno", "Clara", "Dario", "Elena", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Katya",
    "Liam", "Marta", "Nils", "Olga", "Pavel", "Rita", "Sven", "Tessa", "Viktor"
  };
  private static final String[] FAMILY = {
    "Almeida", "Bauer", "Costa", "Dubois", "Eriksen", "Ferrari", "Garcia", "Horvat", "Ivanova",
    "Jansen", "Kowalski", "Lefevre", "Moreau", "Novak", "Oliveira", "Petrov", "Rossi", "Schmidt",
    "Torres", "Weber"
  };
  private static final String[] MAIL = {
    "post.example", "mail.example", "inbox.example", "letters.example"
  };
  private static final String[] BINS = {"411111", "424242", "510510", "545454", "400000", "222300"};

  final Card[] cards;
  final Merchant[] merchants;
  private final int[] byRate;
  private final int[] shops;
  private final int[] webShops;

  Population(SimulationSettings settings, SplittableRandom random) {
    merchants = new Merchant[settings.merchants()];
    for (int i = 0; i < merchants.length; i++) {
      merchants[i] = merchant(i, random);
    }
    shops = indexesOf(false);
    webShops = indexesOf(true);
    cards = new Card[settings.cards()];
    for (int i = 0; i < cards.length; i++) {
      cards[i] = card(i, random);
    }
    byRate = drawTable(random);
  }

  /** Draws a card with the probability of its share in the traffic. */
  Card payer(SplittableRandom random) {
    return cards[byRate[random.nextInt(byRate.length)]];
  }

  /** Draws any card, each with the same probability. */
  Card anyCard(SplittableRandom random) {
    return cards[random.nextInt(cards.length)];
  }

  /** Draws a merchant that sells over the web. */
  Merchant webShop(SplittableRandom random) {
    return merchants[webShops[random.nextInt(webShops.length)]];
  }

  /** Draws a shop in a city, or any shop where none is found in a few draws. */
  Merchant shopIn(City city, SplittableRandom random) {
    Merchant shop = merchants[shops[random.nextInt(shops.length)]];
    for (int draw = 0; draw < 40 && shop.city() != city; draw++) {
      shop = merchants[shops[random.nextInt(shops.length)]];
    }
    return shop;
  }

  /** Draws a web shop of a trade, or any web shop where none is found in a few draws. */
  Merchant webShopOf(Trade trade, SplittableRandom random) {
    Merchant shop = webShop(random);
    for (int draw = 0; draw < 40 && shop.trade() != trade; draw++) {
      shop = webShop(random);
    }
    return shop;
  }

  private Merchant merchant(int index, SplittableRandom random) {
    Trade trade = trade(index, random);
    City city = City.values()[random.nextInt(City.values().length)];
    String[] terminals = new String[trade.online ? 1 : 1 + random.nextInt(4)];
    String id = "m" + Integer.toString(index + 1296, 36);
    for (int i = 0; i < terminals.length; i++) {
      terminals[i] = id + "-" + (char) ('a' + i);
    }
    return new Merchant(
        id,
        "acq" + (1 + random.nextInt(4)),
        trade,
        city,
        city.latitude + random.nextGaussian() * 0.08,
        city.longitude + random.nextGaussian() * 0.08,
        terminals);
  }

  /** The first merchants cover every trade, so that no population lacks one. */
  private static Trade trade(int index, SplittableRandom random) {
    Trade[] trades = Trade.values();
    if (index < trades.length) {
      return trades[index];
    }
    int total = 0;
    for (Trade trade : trades) {
      total += trade.weight;
    }
    int draw = random.nextInt(total);
    for (Trade trade : trades) {
      draw -= trade.weight;
      if (draw < 0) {
        return trade;
      }
    }
    throw new IllegalStateException("The weights of the trades sum to their total");
  }

  private int[] indexesOf(boolean online) {
    int[] found = new int[merchants.length];
    int count = 0;
    for (int i = 0; i < merchants.length; i++) {
      if (merchants[i].trade().online == online) {
        found[count++] = i;
      }
    }
    return java.util.Arrays.copyOf(found, count);
  }

  private Card card(int index, SplittableRandom random) {
    City home = City.values()[random.nextInt(City.homes())];
    String given = GIVEN[random.nextInt(GIVEN.length)];
    String family = FAMILY[random.nextInt(FAMILY.length)];
    Card.Identity identity =
        new Card.Identity(
            CardNumbers.number(BINS[random.nextInt(BINS.length)], index),
            "acc-" + Integer.toString(index, 36),
            "par-" + Integer.toString(index, 36),
            given + " " + family,
            (given + "." + family + index).toLowerCase(java.util.Locale.ROOT)
                + "@"
                + MAIL[random.nextInt(MAIL.length)],
            "dev-" + Long.toString(random.nextLong() >>> 16, 36),
            address(random));
    int[] habits = new int[10];
    for (int i = 0; i < habits.length; i++) {
      habits[i] = i < 7 ? indexOfShopNear(home, random) : webShops[random.nextInt(webShops.length)];
    }
    return new Card(
        identity,
        home,
        home.latitude + random.nextGaussian() * 0.05,
        home.longitude + random.nextGaussian() * 0.05,
        Math.exp(random.nextGaussian() * 0.5),
        habits);
  }

  private int indexOfShopNear(City home, SplittableRandom random) {
    int index = shops[random.nextInt(shops.length)];
    for (int draw = 0; draw < 40 && merchants[index].city() != home; draw++) {
      index = shops[random.nextInt(shops.length)];
    }
    return index;
  }

  /** An address of one of the three networks set aside for documentation (RFC 5737). */
  static String address(SplittableRandom random) {
    String[] networks = {"192.0.2.", "198.51.100.", "203.0.113."};
    return networks[random.nextInt(networks.length)] + random.nextInt(256);
  }

  /** Fills a table in which a card stands as often as its rate, log-normal over cards, demands. */
  private int[] drawTable(SplittableRandom random) {
    int[] table = new int[cards.length * 16];
    int filled = 0;
    for (int card = 0; filled < table.length; card = (card + 1) % cards.length) {
      int share = (int) Math.max(1, Math.round(8 * Math.exp(random.nextGaussian() * 0.7)));
      for (int i = 0; i < share && filled < table.length; i++) {
        table[filled++] = card;
      }
    }
    return table;
  }
}
