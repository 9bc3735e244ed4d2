import java.io.FileInputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF whether files keep to some standards, such as 3a,ua1; says only what they break. */
public class Validate {
  public static void main(String[] words) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (int place = 1; place < words.length; place++)
      for (String name : words[0].split(",")) {
        PDFAFlavour flavour = PDFAFlavour.fromString(name);
        try (FileInputStream file = new FileInputStream(words[place]);
            PDFAParser read = Foundries.defaultInstance().createParser(file, flavour)) {
          ValidationResult found =
              Foundries.defaultInstance().createValidator(flavour, false).validate(read);
          Set<String> broken = new LinkedHashSet<>();
          for (TestAssertion each : found.getTestAssertions())
            if (each.getStatus() == TestAssertion.Status.FAILED)
              broken.add(each.getRuleId().getClause() + ": " + each.getMessage());
          for (String each : broken) System.out.println(name + " " + each);
        }
      }
  }
}
