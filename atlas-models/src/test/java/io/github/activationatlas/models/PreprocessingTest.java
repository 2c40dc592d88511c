package io.github.activationatlas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A preprocessing as text, and back. */
class PreprocessingTest {
    private static final Preprocessing CAFFE = Preprocessing.builder()
            .size(227)
            .channelOrder(Preprocessing.ChannelOrder.BGR)
            .valueRange(255)
            .mean(104.00698793, 116.66876762, 122.67891434)
            .std(1, 0.5, 0.002)
            .build();

    @Provide
    Arbitrary<Preprocessing> preprocessings() {
        Arbitrary<Integer> channels = Arbitraries.of(1, 2, 3, 3, 3, 7);
        Arbitrary<Double> any = Arbitraries.oneOf(
                Arbitraries.doubles(),
                Arbitraries.of(0.0, -0.0, 0.485, 1e22, 2e-3, Double.MIN_VALUE, Double.MAX_VALUE));
        Arbitrary<Double> positive = any.map(Math::abs).filter(x -> x > 0);
        return channels.flatMap(c -> Combinators.combine(
                        Arbitraries.integers().between(1, 4096),
                        Arbitraries.of(Preprocessing.ChannelOrder.class),
                        Arbitraries.of(Preprocessing.Layout.class),
                        positive,
                        any.list().ofSize(c),
                        positive.list().ofSize(c),
                        Arbitraries.of(Preprocessing.Crop.class))
                .as((size, order, layout, range, mean, std, crop) -> new Preprocessing(
                        size, c, c == 3 ? order : Preprocessing.ChannelOrder.RGB, layout, range, mean, std, crop)));
    }

    @Property
    void theMapOfAPreprocessingGivesAnEqualContract(@ForAll("preprocessings") Preprocessing preprocessing) {
        Preprocessing read = Preprocessing.fromMap(new HashMap<>(preprocessing.toMap()));
        assertThat(read).isEqualTo(preprocessing).hasSameHashCodeAs(preprocessing);
        assertThat(read.toMap()).isEqualTo(preprocessing.toMap());
    }

    @Test
    void theMapIsOrderedAndReadsAsItIsWritten() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("size", "227");
        expected.put("channels", "3");
        expected.put("channelOrder", "BGR");
        expected.put("layout", "CHANNELS_FIRST");
        expected.put("valueRange", "255");
        expected.put("mean", "104.00698793,116.66876762,122.67891434");
        expected.put("std", "1,0.5,0.002");
        expected.put("crop", "CENTER");
        assertThat(CAFFE.toMap()).containsExactlyEntriesOf(expected);
    }

    @Test
    void aMapThatIsNoneIsRefusedByTheNameOfWhatIsWrong() {
        refused("mean", null, "'mean' is missing in the settings of an preprocessing");
        refused("crop", "MIDDLE", "'crop' must be one of [CENTER, RESIZE], but was 'MIDDLE'");
        refused("size", "7.5", "'size' must be a whole number, but was '7.5'");
        refused("std", "1,x,1", "'std' must be a number, but was 'x'");
        refused("size", "0", "size must be between 1 and 4096, but was 0");
        refused("gamma", "2", "[gamma] are not settings of an preprocessing");
    }

    private static void refused(String key, String value, String message) {
        Map<String, String> map = new HashMap<>(CAFFE.toMap());
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.fromMap(map))
                .withMessage(message);
    }

    @Test
    void theListsOfAPreprocessingAreItsOwn() {
        double[] mean = {1, 2, 3};
        Preprocessing preprocessing = Preprocessing.builder().mean(mean).build();
        mean[0] = 9;
        assertThat(preprocessing.mean()).isEqualTo(List.of(1.0, 2.0, 3.0)).isUnmodifiable();
    }
}
