/** The way of a verdict through both jobs, on a real broker and cluster. */
package io.alcedo.local.learning;
