/** Bad input and failures cost the running job no transaction. */
@NullMarked
package io.alcedo.local.resilience;

import org.jspecify.annotations.NullMarked;
