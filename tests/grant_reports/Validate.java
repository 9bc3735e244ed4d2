import java.io.File;
import java.io.FileInputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF whether files keep to some standards: pairs of standards such as 3a,ua1 and a file.
 * A line for each rule that a file breaks, and one for each file and standard that was looked at.
 */
public class Validate {
  public static void main(String[] words) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (int place = 0; place < words.length; place += 2)
      for (String standard : words[place].split(",")) {
        String which = new File(words[place + 1]).getName() + " " + standard;
        PDFAFlavour flavour = PDFAFlavour.fromString(standard);
        try (FileInputStream file = new FileInputStream(words[place + 1]);
            PDFAParser read = Foundries.defaultInstance().createParser(file, flavour)) {
          ValidationResult found =
              Foundries.defaultInstance().createValidator(flavour, false).validate(read);
          Set<String> broken = new LinkedHashSet<>();
          for (TestAssertion each : found.getTestAssertions())
            if (each.getStatus() == TestAssertion.Status.FAILED)
              broken.add(each.getRuleId().getClause() + ": " + each.getMessage());
          for (String each : broken) System.out.println(which + " " + each);
          System.out.println(which + (broken.isEmpty() ? " holds" : " broken"));
        }
      }
  }
}
