package io.github.activationatlas.models.internal.rewrite;

import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.internal.operator.ElementwiseFunction;
import io.github.activationatlas.models.internal.operator.ElementwiseOp;
import io.github.activationatlas.models.internal.operator.MaxPooling;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.operator.Operator;
import io.github.activationatlas.models.internal.operator.RedirectedRelu;
import io.github.activationatlas.models.internal.operator.RelaxedMaxPooling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives ReLUs and max-poolings other derivatives; what they compute forward stays as it is. */
public final class GradientRuleRewrite {
    private GradientRuleRewrite() {}

    public static List<Node> of(List<Node> nodes, GradientRules rules) {
        return nodes.stream()
                .map(node -> new Node(node.kind(), of(node.operator(), rules), node.inputs(), node.output()))
                .toList();
    }

    private static @Nullable Operator of(@Nullable Operator operator, GradientRules rules) {
        if (operator instanceof MaxPooling pooling && rules.maxPooling() != GradientRules.MaxPool.EXACT) {
            return new RelaxedMaxPooling(pooling, rules.maxPooling() == GradientRules.MaxPool.L2);
        }
        boolean rectifies = operator instanceof ElementwiseOp activation
                && activation.function() instanceof ElementwiseFunction.Relu;
        return rectifies && rules.relu() == GradientRules.Relu.REDIRECTED ? new RedirectedRelu() : operator;
    }
}
