import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Writes made-up applications for consumer loans as CSV, and for each whether it went into default.
 *
 * <p>Run it with {@code java CreditApplications.java COUNT SEED FIRST_DAY > FILE}; equal arguments
 * give equal bytes. Nothing here was measured on people. README.md beside this file states the
 * distributions and the log-odds of default that the code below draws from.
 */
public final class CreditApplications {
  private static final String HEADER =
      "APPLICATION,TIME,APPLICANT,AMOUNT,TERM_MONTHS,MONTHLY_INCOME,EMPLOYMENT_YEARS,MONTHLY_DEBT,"
          + "CARD_UTILISATION,LATE_PAYMENTS,INQUIRIES,HISTORY_YEARS,DEFAULTED";
  private static final int MEAN_SECONDS_BETWEEN = 1_500;
  private static final double SHARE_APPLYING_AGAIN = 0.1;
  private static final double SHARE_WITHOUT_INCOME = 0.08;

  private final Random random;
  private final List<Applicant> applicants = new ArrayList<>();

  private CreditApplications(long seed) {
    this.random = new Random(seed);
  }

  /** What stays the same of a person from one application to the next. */
  private record Applicant(
      String id,
      double care,
      double income,
      boolean incomeStated,
      double employmentYears,
      double historyYears) {}

  /** Writes the applications to standard output. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      System.err.println("usage: java CreditApplications.java COUNT SEED FIRST_DAY");
      System.exit(2);
    }
    int count = Integer.parseInt(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    Instant start = Instant.parse(arguments[2] + "T00:00:00Z");
    try (PrintWriter out =
        new PrintWriter(
            new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8)))) {
      new CreditApplications(seed).write(count, seed, start, out);
    }
  }

  private void write(int count, long seed, Instant start, PrintWriter out) {
    out.print(HEADER + "\n");
    Instant time = start;
    for (int i = 0; i < count; i++) {
      time = time.plusSeconds(1 + random.nextInt(2 * MEAN_SECONDS_BETWEEN));
      out.print("a" + seed + "-" + i + "," + time + "," + application(seed));
    }
  }

  private String application(long seed) {
    Applicant who = applicant(seed);
    double amount = Math.round(Math.min(60_000, 6_000 * Math.exp(0.7 * random.nextGaussian())));
    int months = 12 * (1 + random.nextInt(6));
    double debt = who.income() * 0.35 * Math.pow(random.nextDouble(), 1.5);
    double utilisation = clamp(0.45 - 0.2 * who.care() + 0.2 * random.nextGaussian());
    int late = poisson(Math.exp(-1.2 - 0.9 * who.care()));
    int inquiries = poisson(Math.exp(-0.2 - 0.4 * who.care()));
    double burden = (debt + amount / months) / who.income();
    double logOdds =
        -4
            + 6 * Math.max(0, burden - 0.3)
            + 1.8 * utilisation * utilisation
            + 0.55 * late
            + 0.2 * inquiries
            - 0.08 * Math.min(10, who.employmentYears())
            + (who.historyYears() < 2 ? 0.8 + 1.5 * utilisation : 0)
            + (who.incomeStated() ? 0 : 0.5);
    boolean defaulted = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));
    return String.format(
        Locale.ROOT,
        "%s,%.2f,%d,%s,%.1f,%.2f,%.3f,%d,%d,%.1f,%d\n",
        who.id(),
        amount,
        months,
        who.incomeStated() ? String.format(Locale.ROOT, "%.2f", who.income()) : "",
        who.employmentYears(),
        debt,
        utilisation,
        late,
        inquiries,
        who.historyYears(),
        defaulted ? 1 : 0);
  }

  private Applicant applicant(long seed) {
    if (!applicants.isEmpty() && random.nextDouble() < SHARE_APPLYING_AGAIN) {
      return applicants.get(random.nextInt(applicants.size()));
    }
    Applicant made =
        new Applicant(
            "person-" + seed + "-" + applicants.size(),
            random.nextGaussian(),
            Math.max(600, 2_600 * Math.exp(0.45 * random.nextGaussian())),
            random.nextDouble() >= SHARE_WITHOUT_INCOME,
            20 * Math.pow(random.nextDouble(), 2),
            25 * Math.pow(random.nextDouble(), 1.5));
    applicants.add(made);
    return made;
  }

  /** Counts exponential waits until they pass the mean (Knuth). */
  private int poisson(double mean) {
    double left = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > left) {
      count++;
      product *= random.nextDouble();
    }
    return count;
  }

  private static double clamp(double share) {
    return Math.max(0, Math.min(1, share));
  }
}
